//! Prints the groups of any folder, to be read by people: `TREE=path cargo test --test corpora -- --ignored --nocapture`.

use std::path::PathBuf;

use isogloss::config::Config;
use isogloss::corpus::gather;

#[test]
#[ignore = "prints, asserts nothing"]
fn print_groups() {
    let root = PathBuf::from(std::env::var_os("TREE").expect("TREE names a folder"));
    let config = Config { extensions: vec!["txt".into()], ..Config::default() };
    let start = std::time::Instant::now();
    let corpus = gather(&[root], &config).expect("gather");
    let time = start.elapsed();
    for group in &corpus.groups {
        println!(
            "{} [{:?}] source {}",
            group.key,
            group.by,
            group.source.as_ref().map_or("none", |source| source.tag())
        );
        for member in &group.members {
            println!("    {}\t{}", member.language, member.file.shown);
        }
    }
    for file in &corpus.ungrouped {
        println!("ungrouped {}", file.shown);
    }
    let files = corpus.groups.iter().map(|group| group.members.len()).sum::<usize>() + corpus.ungrouped.len();
    let several = corpus.groups.iter().filter(|group| group.members.len() > 1).count();
    println!(
        "SUM files {files} groups {} with several {several} ungrouped {} problems {} source {:?} in {time:?}",
        corpus.groups.len(),
        corpus.ungrouped.len(),
        corpus.problems.len(),
        corpus.source.map(|source| source.tag().to_owned()),
    );
}
