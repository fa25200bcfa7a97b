//! `--format jsonl` while a check goes on: findings are written as their groups are checked.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use isogloss::diagnostic::Diagnostic;
use isogloss::report::{Report, jsonl};

/// What makes a finding that one and no other.
type Key = (u64, String, u32, u32);

/// Findings that have been written to standard output, and how that went.
#[derive(Default)]
pub struct Lines {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    written: HashSet<Key>,
    failure: Option<io::Error>,
}

impl Lines {
    /// Write some findings now.
    pub fn take(&self, found: &[&Diagnostic]) {
        if found.is_empty() {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.failure.is_some() {
            return;
        }
        state.written.extend(found.iter().map(|found| key(found)));
        let mut out = io::stdout().lock();
        let result = found.iter().try_for_each(|found| jsonl::line(found, &mut out)).and_then(|()| out.flush());
        state.failure = result.err();
    }

    /// Write those findings of a report that have not been.
    pub fn finish(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = state.failure.take() {
            return Err(failure);
        }
        let left = jsonl::in_turn(report).into_iter().filter(|found| !state.written.contains(&key(found)));
        left.into_iter().try_for_each(|found| jsonl::line(found, out))
    }
}

fn key(found: &Diagnostic) -> Key {
    (found.fingerprint, found.location.path.clone(), found.location.span.start, found.location.span.end)
}
