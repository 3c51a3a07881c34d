//! The learned models: ensembles of trees, and the network.

pub(crate) mod features;
pub mod network;
pub mod trees;
