//! What a plain scalar is, judged by its spelling alone.

use super::Value;

/// The value of an unquoted YAML or JSON scalar.
///
/// Only what YAML 1.2's core schema, JSON and the generators agree on gets a type: `no`, `007`, `1_000` and `0x1f`
/// are text.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ if is_date(text) => Value::Date(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// A decimal number without leading zeros: `0`, `-12`, `1.50`, `6.02e23`.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

/// A date, with or without a time and a zone: `2024-01-31`, `2024-01-31T08:15:00Z`, `2014-12-18 15:02:00 +0300`.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let fits = |from: usize, pattern: &[u8]| {
        bytes.get(from..from + pattern.len()).is_some_and(|part| {
            part.iter()
                .zip(pattern)
                .all(|(&byte, &want)| if want == b'9' { byte.is_ascii_digit() } else { byte == want })
        })
    };
    if !fits(0, b"9999-99-99") {
        return false;
    }
    let rest = text.get(10..).unwrap_or_default();
    if rest.is_empty() {
        return true;
    }
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return false };
    let clock = fits(11, b"99:99");
    clock && time.bytes().all(|byte| byte.is_ascii_digit() || b":.+- Z".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_decides() {
        assert_eq!(plain("true"), Value::Boolean(true));
        assert_eq!(plain("no"), Value::Text("no".into()));
        assert_eq!(plain("007"), Value::Text("007".into()));
        assert_eq!(plain("1_000"), Value::Text("1_000".into()));
        assert_eq!(plain("1.2.3"), Value::Text("1.2.3".into()));
        assert_eq!(plain("v1"), Value::Text("v1".into()));
        assert_eq!(plain("-"), Value::Text("-".into()));
        assert_eq!(plain("1.10"), Value::Number("1.10".into()));
        assert_eq!(plain("-0.5"), Value::Number("-0.5".into()));
        assert_eq!(plain("6e3"), Value::Number("6e3".into()));
        assert_eq!(plain("~"), Value::Null);
        assert_eq!(plain(""), Value::Null);
    }

    #[test]
    fn dates() {
        for date in ["2024-01-31", "2024-01-31T08:15:00Z", "2014-12-18 15:02:00 +0300", "2020-05-01T10:00:00.5+02:00"] {
            assert_eq!(plain(date), Value::Date(date.into()));
        }
        for text in ["2024-01", "2024-01-31x", "2024-01-31 to 2024-02-02", "20240131x", "2024年1月31日"] {
            assert_eq!(plain(text), Value::Text(text.into()));
        }
    }
}
