//! The state that all clones of a checker share: the language, the options, the personal words, and caches.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

use crate::bundle::Language;
use crate::mode::Settings;
use crate::options::Options;
use crate::personal::{Personal, SharedPersonal};
use crate::pipeline::{Caches, Pipeline, Policy};

/// The state that all clones of a checker share.
#[derive(Debug)]
pub struct Engine {
    pub(crate) language: Language,
    pub(crate) options: Options,
    pub(crate) personal: SharedPersonal,
    /// Caches that no check uses at the moment.
    idle_caches: Mutex<Vec<Caches>>,
}

impl Engine {
    /// Returns an engine without personal words.
    pub(crate) fn new(language: Language, options: Options) -> Arc<Engine> {
        let (personal, idle_caches) = (SharedPersonal::default(), Mutex::default());
        Arc::new(Engine { language, options, personal, idle_caches })
    }

    /// Calls `with` with the pipeline for these settings and personal words, and with idle caches, or new ones if none are idle. The
    /// lock is not held during the call, so that checks on several threads do not wait for each other.
    pub(crate) fn with_pipeline<R>(
        &self,
        settings: &Settings,
        personal: &Arc<Personal>,
        policy: &Policy,
        with: impl FnOnce(&Pipeline, &mut Caches) -> R,
    ) -> R {
        let Engine { language, .. } = self;
        let (lexicon, model, network) = (language.lexicon(), language.model(), language.network());
        let idle = || self.idle_caches.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let caches = idle().pop();
        let mut caches = caches.unwrap_or_default();
        caches.fit(personal);
        let memo = RefCell::new(std::mem::take(&mut caches.memo));
        let pipeline = Pipeline { lexicon, model, network, memo: &memo, settings, personal, policy };
        let result = with(&pipeline, &mut caches);
        caches.memo = memo.into_inner();
        idle().push(caches);
        result
    }
}
