//! Languages: BCP 47 tags in the forms in which repositories write them.
