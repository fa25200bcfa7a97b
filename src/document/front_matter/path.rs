//! Paths of keys: `hero.actions[1].link`.

/// The path of `key` in the map at `parent` (empty for the top). A key that holds a dot or a bracket is quoted.
pub(super) fn child(parent: &str, key: &str) -> String {
    let mut path = String::with_capacity(parent.len() + key.len() + 3);
    path.push_str(parent);
    if !parent.is_empty() {
        path.push('.');
    }
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        path.push('"');
        path.push_str(&key.replace('"', "\\\""));
        path.push('"');
    } else {
        path.push_str(key);
    }
    path
}

/// The path of element `index` of the list at `parent`.
pub(super) fn element(parent: &str, index: usize) -> String {
    format!("{parent}[{index}]")
}

/// Whether `path` lies below `outer`.
#[must_use]
pub fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_nest() {
        let actions = child(&child("", "hero"), "actions");
        assert_eq!(child(&element(&actions, 1), "link"), "hero.actions[1].link");
        assert_eq!(child("", "a.b"), "\"a.b\"");
        assert!(is_within("hero.actions[1]", "hero") && is_within("hero.actions[1]", "hero.actions"));
        assert!(!is_within("hero", "hero") && !is_within("heroes.a", "hero"));
    }
}
