//! Links in a terminal (OSC 8, <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a URI keeps of a path: the unreserved characters of RFC 3986 and the slash.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Text that leads to a file. Everything in the path that could end the link is escaped.
pub fn to(file: &Path, text: &str) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let path = utf8_percent_encode(&path, KEPT);
    let slash = if file.has_root() { "" } else { "/" };
    format!("\u{1b}]8;;file://{slash}{path}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn a_path_cannot_end_its_link() {
        let link = super::to(Path::new("/a b/\u{1b}\\ü.md"), "here");
        assert_eq!(link, "\u{1b}]8;;file:///a%20b/%1B/%C3%BC.md\u{1b}\\here\u{1b}]8;;\u{1b}\\");
    }
}
