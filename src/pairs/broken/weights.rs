//! The weights of the evidence for a broken word, made by `cargo xtask train pairs`.

/// The log-odds that each feature adds for a word without a hyphen, in the order of `BrokenFeature`. Nats.
#[rustfmt::skip]
pub(super) const WEIGHTS: [f32; 20] = [
    2.340,
    0.266,
    1.332,
    -0.547,
    -0.768,
    -1.383,
    0.242,
    -1.985,
    0.407,
    2.902,
    -4.289,
    -0.220,
    -0.507,
    -2.995,
    -3.921,
    2.601,
    -1.227,
    0.970,
    1.062,
    1.591,
];
