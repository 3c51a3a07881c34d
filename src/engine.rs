//! What all clones of a checker share: the language, the options, the personal words, and caches.

use std::sync::{Arc, Mutex};
use std::task::Poll;

use crate::analysis::{Analysis, Pause, Scope};
use crate::language::lexicon::Lexicon;
use crate::model::network::Network;
use crate::model::trees::Model;
use crate::options::Options;
use crate::personal::{Personal, SharedPersonal};
use crate::pipeline::{Caches, Pipeline, Policy};

/// What all clones of a checker share.
#[derive(Debug)]
pub(crate) struct Engine {
    pub lexicon: Lexicon,
    pub model: Model,
    pub network: Network<'static>,
    pub options: Options,
    pub personal: SharedPersonal,
    /// Caches that no check uses at the moment.
    idle_caches: Mutex<Vec<Caches>>,
}

impl Engine {
    /// Makes an engine without personal words.
    pub fn new(lexicon: Lexicon, model: Model, network: Network<'static>, options: Options) -> Arc<Engine> {
        let (personal, idle_caches) = (SharedPersonal::default(), Mutex::default());
        Arc::new(Engine { lexicon, model, network, options, personal, idle_caches })
    }

    /// Returns the stages of a check with these personal words.
    pub fn pipeline<'a>(&'a self, personal: &'a Personal, policy: &'a Policy<'a>) -> Pipeline<'a> {
        let Engine { lexicon, model, network, options, .. } = self;
        Pipeline { lexicon, model, network, rules: &options.rules, personal, policy }
    }

    /// Goes on with an analysis until all is found or `pause` returns true.
    pub fn run(&self, analysis: &mut Analysis, personal: &Personal, scope: Scope, pause: Pause) -> Poll<()> {
        let pipeline = self.pipeline(personal, &Policy::CHECK);
        self.with_caches(|caches| analysis.run(&pipeline, caches, scope, pause))
    }

    /// Calls `with` with caches that have seen texts before, if any are idle.
    pub fn with_caches<R>(&self, with: impl FnOnce(&mut Caches) -> R) -> R {
        let idle = || self.idle_caches.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let caches = idle().pop();
        let mut caches = caches.unwrap_or_default();
        let result = with(&mut caches);
        idle().push(caches);
        result
    }
}
