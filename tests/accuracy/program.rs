//! The program as a user runs it: `check --format json` in a folder, and what it says.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// One finding of the report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The rule's name.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// The file it is on.
    pub path: String,
    /// First and last line, 1-based.
    pub lines: (usize, usize),
    /// What it says.
    pub message: String,
    /// File and line on the other side.
    pub counterpart: Option<(String, usize)>,
    /// Its lasting name.
    pub fingerprint: String,
    /// Whether it has a fix that is safe.
    pub fixable: bool,
}

impl Finding {
    /// Whether it is more than information.
    pub fn is_loud(&self) -> bool {
        self.severity != "info"
    }

    /// One line for a person.
    pub fn line(&self) -> String {
        format!("{}:{} {} {}: {}", self.path, self.lines.0, self.severity, self.rule, self.message)
    }
}

/// What the program says of a folder.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The files of each group.
    pub groups: Vec<Vec<String>>,
}

impl Report {
    /// Whether the two files are in one group.
    pub fn joins(&self, one: &str, two: &str) -> bool {
        let holds = |group: &[String], path: &str| group.iter().any(|other| other == path);
        self.groups.iter().any(|group| holds(group, one) && holds(group, two))
    }
}

/// A run that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the program in `folder`.
///
/// # Errors
/// A crash, a refusal (exit code 2), a report that is no JSON, or no answer in time.
pub fn check(folder: &Path) -> Result<Report, String> {
    let mut child = Command::new(binary())
        .args(["check", "--format", "json"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (Some(mut out), Some(mut err)) = (child.stdout.take(), child.stderr.take()) else {
        return Err("no pipes".into());
    };
    let complaint = std::thread::spawn(move || {
        let mut text = String::new();
        let _ = err.read_to_string(&mut text);
        text
    });
    let answer = std::thread::spawn(move || {
        let mut text = String::new();
        let _ = out.read_to_string(&mut text);
        text
    });
    let began = Instant::now();
    while !answer.is_finished() {
        if began.elapsed() > PATIENCE {
            let _ = child.kill();
            return Err(format!("no answer in {} s", PATIENCE.as_secs()));
        }
        std::thread::sleep(Duration::from_micros(300));
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    let text = answer.join().unwrap_or_default();
    let complaint = complaint.join().unwrap_or_default();
    match status.code() {
        Some(0 | 1) => parse(&text),
        code => Err(format!("exit {code:?}: {}", complaint.lines().next().unwrap_or_default())),
    }
}

fn binary() -> String {
    std::env::var("ISOGLOSS").unwrap_or_else(|_| env!("CARGO_BIN_EXE_isogloss").to_string())
}

/// Runs `isogloss fix` in `folder`.
pub fn fix(folder: &Path) {
    let ended = Command::new(binary()).arg("fix").current_dir(folder).output().expect("the program runs");
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// Reads a report in JSON.
fn parse(text: &str) -> Result<Report, String> {
    let report: Value = serde_json::from_str(text).map_err(|error| format!("the report is no JSON: {error}"))?;
    let all = report["diagnostics"].as_array().ok_or("the report has no diagnostics")?;
    let groups = report["groups"].as_array().ok_or("the report has no groups")?;
    let paths = |group: &Value| -> Vec<String> {
        let documents = group["documents"].as_array().into_iter().flatten();
        documents.filter_map(|document| Some(document["path"].as_str()?.to_string())).collect()
    };
    Ok(Report { findings: all.iter().map(finding).collect(), groups: groups.iter().map(paths).collect() })
}

fn finding(value: &Value) -> Finding {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let line = |value: &Value| value["line"].as_u64().map_or(0, |line| line as usize);
    let other = &value["counterpart"];
    Finding {
        rule: text(&value["rule"]),
        severity: text(&value["severity"]),
        path: text(&value["path"]),
        lines: (line(&value["range"]["start"]), line(&value["range"]["end"])),
        message: text(&value["message"]),
        counterpart: (!other.is_null()).then(|| (text(&other["path"]), line(&other["range"]["start"]))),
        fingerprint: text(&value["fingerprint"]),
        fixable: value["fix"]["applicability"] == "safe",
    }
}

/// The findings of `after` that `before` does not have. Lines do not count: first by fingerprint, then by rule, file,
/// message and counterpart, each as often as it stands.
pub fn fresh(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    let (before, after) = without_twins(before, after, |finding| (finding.rule.clone(), finding.fingerprint.clone()));
    let said = |finding: &Finding| {
        (finding.rule.clone(), finding.path.clone(), finding.message.clone(), finding.counterpart.clone())
    };
    without_twins(&before, &after, said).1
}

/// The findings of `after` on places that had no finding of the same rule before: for edits that break nothing, where a
/// finding that was there may quote other words.
pub fn fresh_places(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    let new = fresh(before, after);
    let gone = fresh(after, before);
    let place = |finding: &Finding| (finding.rule.clone(), finding.path.clone(), finding.counterpart.clone());
    without_twins(&gone, &new, place).1
}

/// Both lists less what has an equal in the other.
fn without_twins<K: std::hash::Hash + Eq>(
    before: &[Finding],
    after: &[Finding],
    key: impl Fn(&Finding) -> K,
) -> (Vec<Finding>, Vec<Finding>) {
    let mut open: HashMap<K, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate() {
        open.entry(key(finding)).or_default().push(at);
    }
    let mut met = vec![false; before.len()];
    let mut left = Vec::new();
    for finding in after {
        match open.get_mut(&key(finding)).and_then(Vec::pop) {
            Some(at) => met[at] = true,
            None => left.push(finding.clone()),
        }
    }
    let alone = before.iter().zip(&met).filter(|(_, met)| !**met).map(|(finding, _)| finding.clone()).collect();
    (alone, left)
}

/// Whether a finding on `path` stands within three lines of one of the places.
pub fn is_at(finding: &Finding, path: &str, places: &[(usize, usize)]) -> bool {
    const NEAR: usize = 3;
    let line = finding.lines.0;
    finding.path == path && places.iter().any(|&(first, last)| line + NEAR >= first && line <= last + NEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &str, line: usize, fingerprint: &str) -> Finding {
        Finding {
            rule: rule.into(),
            severity: "error".into(),
            path: "a.md".into(),
            lines: (line, line),
            message: rule.into(),
            counterpart: None,
            fingerprint: fingerprint.into(),
            fixable: false,
        }
    }

    #[test]
    fn a_shifted_finding_is_not_new_but_a_second_one_is() {
        let before = [finding("link-missing", 4, "a"), finding("number", 9, "b")];
        let after = [finding("link-missing", 6, "a"), finding("number", 11, "c"), finding("link-missing", 8, "a")];
        assert_eq!(fresh(&before, &after), [finding("link-missing", 8, "a")].map(|f| Finding { lines: (8, 8), ..f }));
    }

    #[test]
    fn near_is_three_lines_on_the_right_page() {
        assert!(is_at(&finding("number", 7, ""), "a.md", &[(10, 12)]));
        assert!(is_at(&finding("number", 15, ""), "a.md", &[(10, 12)]));
        assert!(!is_at(&finding("number", 16, ""), "a.md", &[(10, 12)]));
        assert!(!is_at(&finding("number", 10, ""), "b.md", &[(10, 12)]));
    }
}
