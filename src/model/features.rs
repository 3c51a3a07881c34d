//! Names of features: the columns of the rows that an ensemble of trees reads.

/// Names the features of one kind of flagged place: an enum, and for training their names in order.
macro_rules! features {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $feature:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $feature,)* }

        impl $name {
            /// The names of the features, in the order of their values.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($feature)),*];
            /// How many features there are.
            pub const COUNT: usize = Self::NAMES.len();
        }
    };
}
pub(crate) use features;
