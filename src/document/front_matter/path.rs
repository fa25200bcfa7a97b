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

/// The path of the map or list that holds the entry at `path`; `None` at the top.
#[must_use]
pub fn parent(path: &str) -> Option<&str> {
    let at = last_segment(path);
    let outer = path.get(..at)?;
    let outer = outer.strip_suffix('.').unwrap_or(outer);
    (!outer.is_empty()).then_some(outer)
}

/// The name of the key at `path`; for an element, the name of the list that holds it.
#[must_use]
pub fn name(path: &str) -> &str {
    let mut path = path;
    while path.ends_with(']') && !path.ends_with("\"]") {
        let at = last_segment(path);
        path = path.get(..at).unwrap_or_default();
    }
    path.get(last_segment(path)..).unwrap_or_default().trim_matches('"')
}

/// The path with `[]` for each index, which is what elements of one list share.
#[must_use]
pub fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    let mut index = false;
    for character in path.chars() {
        match character {
            '[' => index = true,
            ']' => index = false,
            _ if index => continue,
            _ => {}
        }
        pattern.push(character);
    }
    pattern
}

/// Where the last segment of a path starts: its name, its name in quotes, or its index in brackets.
fn last_segment(path: &str) -> usize {
    if let Some(rest) = path.strip_suffix('"') {
        let mut end = rest.len();
        while let Some(at) = rest.get(..end).and_then(|inner| inner.rfind('"')) {
            if !rest.get(..at).is_some_and(|before| before.ends_with('\\')) {
                return at;
            }
            end = at;
        }
        return 0;
    }
    if path.ends_with(']') {
        return path.rfind('[').unwrap_or(0);
    }
    path.rfind('.').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_nest() {
        let actions = child(&child("", "hero"), "actions");
        assert_eq!(child(&element(&actions, 1), "link"), "hero.actions[1].link");
        assert_eq!(child("", "a.b"), "\"a.b\"");
        assert_eq!(
            (parent("hero.actions[1]"), parent("hero.actions"), parent("hero")),
            (Some("hero.actions"), Some("hero"), None)
        );
        assert_eq!((parent("\"a.b\""), parent("x.\"a.b\""), name("x.\"a.b\"")), (None, Some("x"), "a.b"));
        assert_eq!((name("hero.actions[1].link"), name("tags[0]"), name("a[0][1]")), ("link", "tags", "a"));
        assert_eq!(pattern("hero.actions[1].link"), "hero.actions[].link");
        assert!(is_within("hero.actions[1]", "hero") && is_within("hero.actions[1]", "hero.actions"));
        assert!(!is_within("hero", "hero") && !is_within("heroes.a", "hero"));
    }
}
