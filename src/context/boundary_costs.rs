//! The costs at both ends of a token that is a merge itself.

/// The costs of the first and the last segment of an unknown token's cheapest segmentation: a gap beside the token has
/// that segment, rather than the unknown token, on its side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundaryCosts {
    /// The index of the token.
    pub token: usize,
    /// The cost of its first segment. Nats.
    pub first: f32,
    /// The cost of its last segment. Nats.
    pub last: f32,
}
