//! Names of features: the columns of the rows that an ensemble of trees reads.

/// Defines the features of a family of faults: an enum, and their names in order, which training and the model have.
macro_rules! features {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $feature:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $feature,)* }

        impl $name {
            /// The names of the features, in the order of their values.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($feature)),*];
            /// The number of features.
            pub const COUNT: usize = Self::NAMES.len();
        }
    };
}
pub(crate) use features;
