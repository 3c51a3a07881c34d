//! The learned models: ensembles of trees, and the network.

pub mod features;
pub mod network;
pub mod trees;
