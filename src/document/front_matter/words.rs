//! What a parser of YAML or TOML complains about, in plain words.

use granit_parser::ErrorKind;

/// Why a line does not parse: what follows "front matter does not parse: ". `key` is the key whose value is at fault,
/// where there is one, and `value` what is written after it.
pub(super) fn yaml(kind: &ErrorKind, key: Option<&str>, value: &str) -> String {
    let of = key.map_or_else(|| "a value".to_owned(), |key| format!("the value of `{}`", cut(key)));
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement if value.contains(": ") => {
            let colon = if value.contains(" : ") { " : " } else { ": " };
            format!("{of} has a `{colon}` in it and no quotes around it")
        }
        ErrorKind::MappingValueNotAllowed if value.ends_with(':') => {
            format!("{of} ends with a colon and has no quotes around it")
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            "a colon stands where none is allowed".to_owned()
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            format!("the quote that opens {of} is never closed")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            format!("text follows the closing quote in {of}")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => format!("{of} has a backslash that is no escape"),
        ErrorKind::UnexpectedCharacter { character } => {
            format!("{of} starts with `{character}`, which YAML reserves, and has no quotes around it")
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName => {
            format!("{of} starts with `*` or `&`, which YAML reads as an alias, and has no quotes around it")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => "a line has no colon after its key".to_owned(),
        ErrorKind::ExpectedBlockMappingKey if value.starts_with(['[', '{']) => {
            format!("text follows the closing bracket in {of}")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => {
            "a line is indented unlike the keys around it".to_owned()
        }
        ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => format!("the bracket that opens {of} is never closed"),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            format!("{of} has a closing bracket without its opening one")
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            format!("{of} starts with `- ` and has no quotes around it")
        }
        ErrorKind::InvalidBlockScalarHeader => {
            format!("text follows the `|` or `>` that starts {of}")
        }
        kind if is_tab(kind) => "a tab indents the line".to_owned(),
        ErrorKind::RecursionLimitExceeded => "it is nested too deep".to_owned(),
        kind => {
            let words = kind.to_string();
            words.strip_prefix("while ").map_or_else(|| words.clone(), |rest| format!("while {rest}"))
        }
    }
}

/// Whether it is a tab that the parser objects to.
pub(super) fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    )
}

/// Quotes in a message are cut at 40 characters.
pub(super) fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(39) {
        Some((at, _)) if line.len() > at => format!("{}…", line.get(..at).unwrap_or_default()),
        _ => line.to_owned(),
    }
}
