//! Lines that are missing here and extra there are one difference: they were moved.

use super::{CodeDifference, Detail, Kind, MOST};

/// Make one of each missing and extra difference of the same lines.
pub fn join(differences: &mut Vec<CodeDifference>, source: &str, target: &str) {
    let sides = |kind| differences.iter().filter(|difference| difference.kind == kind).count();
    if sides(Kind::Missing) == 0 || sides(Kind::Extra) == 0 || differences.len() > MOST {
        return;
    }
    let (source, target): (Vec<&str>, Vec<&str>) = (source.lines().collect(), target.lines().collect());
    let text = |difference: &CodeDifference| -> Vec<&str> {
        let lines = match difference.kind {
            Kind::Missing => source.get(difference.source_lines.clone()),
            _ => target.get(difference.target_lines.clone()),
        };
        lines.unwrap_or_default().iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect()
    };
    let mut at = 0;
    while at < differences.len() {
        let here = &differences[at];
        let other = differences.iter().position(|there| {
            here.kind == Kind::Missing
                && there.kind == Kind::Extra
                && !text(here).is_empty()
                && text(here) == text(there)
        });
        if let Some(other) = other {
            let target_lines = differences[other].target_lines.clone();
            let moved = CodeDifference { kind: Kind::Changed, target_lines, detail: Detail::Moved, ..here.clone() };
            differences[at] = moved;
            differences.remove(other);
            at = at.saturating_sub(usize::from(other < at));
        }
        at += 1;
    }
}
