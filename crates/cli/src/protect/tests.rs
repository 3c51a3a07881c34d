//! Tests of what is protected.
