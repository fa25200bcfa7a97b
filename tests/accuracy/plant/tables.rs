//! Tables: rows and columns.

use super::{Breakage, Draft, Planted, Scene};
use crate::rng::Rng;
use crate::scan::Kind;

pub const KINDS: &[Breakage] = &[
    Breakage { name: "row-dropped", plant: row_dropped },
    Breakage { name: "column-dropped", plant: column_dropped },
    Breakage { name: "table-dropped", plant: table_dropped },
];

/// Tables with at least two rows below the head.
fn tables(scene: &Scene) -> Vec<usize> {
    scene.pair.sure(|block| block.kind == Kind::Table && block.last - block.first >= 3)
}

fn row_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&tables(scene))?;
    let block = scene.block(at);
    let rows: Vec<usize> = (block.first + 2..=block.last).collect();
    let lines = &scene.page().lines;
    let unlike: Vec<usize> = rows
        .iter()
        .copied()
        .filter(|&row| rows.iter().all(|&other| other == row || lines[other] != lines[row]))
        .collect();
    let &row = rng.pick(&unlike)?;
    let mut draft = Draft::new(scene.page());
    draft.lines.remove(row);
    draft.planted((row, row + 1), lines[row].clone())
}

fn column_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&tables(scene))?;
    let block = scene.block(at);
    let rows: Vec<Vec<String>> = scene.page().lines[block.first..=block.last].iter().map(|line| cells(line)).collect();
    let width = rows[0].len();
    if width < 2 || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let column = rng.below(width);
    let narrower: Vec<String> = rows
        .iter()
        .map(|row| {
            let kept: Vec<&str> =
                row.iter().enumerate().filter(|(at, _)| *at != column).map(|(_, cell)| cell.as_str()).collect();
            format!("|{}|", kept.join("|"))
        })
        .collect();
    let mut draft = Draft::new(scene.page());
    let place = draft.replace(block.first, block.last, &narrower);
    draft.planted(place, format!("column {} of {width}", column + 1))
}

fn table_dropped(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let &at = rng.pick(&tables(scene))?;
    let mut draft = Draft::new(scene.page());
    let place = draft.cut(scene.block(at).first, scene.block(at).last);
    draft.planted(place, scene.page().lines[scene.block(at).first].clone())
}

/// The cells of a row; a pipe in code or behind a backslash does not part them.
pub fn cells(line: &str) -> Vec<String> {
    let text = line.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    let mut row = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            row.push(String::new());
        } else if let Some(cell) = row.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    row
}
