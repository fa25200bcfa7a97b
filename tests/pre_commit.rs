//! The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit on commits to a git repository. Where pre-commit is
//! absent the test says so and does nothing else. Its cargo copies the program instead of building it anew.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository with the hooks, one with pages, and pre-commit between them.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(hook: &str) -> Self {
        let bench = Self { folder: tempfile::tempdir().expect("a folder") };
        common::install_cargo(bench.folder.path());
        let hooks = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
        let hooks = std::fs::read_to_string(hooks).expect("the hooks");
        common::write(bench.folder.path(), "hooks/.pre-commit-hooks.yaml", &hooks);
        bench.git("hooks", &["init"]);
        bench.git("hooks", &["add", "."]);
        bench.git("hooks", &["commit", "--message", "Hooks"]);
        let revision = String::from_utf8(bench.git("hooks", &["rev-parse", "HEAD"]).stdout).expect("a revision");
        let config = format!(
            "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: {hook}\n",
            bench.path("hooks").display(),
            revision.trim()
        );
        bench.write(".pre-commit-config.yaml", &config);
        bench.git("pages", &["init"]);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        common::write(&self.path("pages"), name, text);
    }

    fn command(&self, program: &str, folder: &str) -> Command {
        let mut command = Command::new(program);
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").expect("a path"));
        command.current_dir(self.path(folder)).env("PATH", path).env("PRE_COMMIT_HOME", self.path("home"));
        command
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> Output {
        let configured = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "init.defaultBranch=main"];
        self.command("git", folder).args(configured).args(arguments).output().expect("git runs")
    }

    /// Stage everything and commit: whether that worked, and what was said.
    fn commit(&self) -> (bool, String) {
        self.git("pages", &["add", "."]);
        let output = self.git("pages", &["commit", "--message", "Pages"]);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    }
}

fn is_absent() -> bool {
    let absent = !Command::new("pre-commit").arg("--version").output().is_ok_and(|output| output.status.success());
    if absent {
        println!("skipped: pre-commit is absent; python3 -m pip install pre-commit brings it");
    }
    absent
}

const SOURCE: &str = "# Soup\n\nPeel 3 carrots.\n\nServe it with [bread](https://example.org/bread).\n";
const GERMAN: &str = "# Suppe\n\nSchäle 3 Möhren.\n\nMit [Brot](https://example.org/bread) servieren.\n";

#[test]
fn a_commit_with_a_break_is_refused_and_a_sound_one_is_taken() {
    if is_absent() {
        return;
    }
    let bench = Bench::new("isogloss");
    bench.write("docs/en/soup.md", SOURCE);
    bench.write("docs/de/soup.md", &GERMAN.replace("/bread", "/brot"));
    let installed = bench.command("pre-commit", "pages").arg("install").output().expect("pre-commit runs");
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    let (taken, said) = bench.commit();
    assert!(!taken && said.contains("error[link-target]") && said.contains("docs/de/soup.md:5:"), "{said}");
    println!("{said}");
    bench.write("docs/de/soup.md", GERMAN);
    let (taken, said) = bench.commit();
    assert!(taken && said.contains("Passed"), "{said}");
    println!("{said}");
}

#[test]
fn old_breaks_do_not_stop_who_only_wants_to_commit() {
    if is_absent() {
        return;
    }
    let bench = Bench::new("isogloss-staged");
    bench.write("docs/en/soup.md", SOURCE);
    bench.write("docs/de/soup.md", &GERMAN.replace("/bread", "/brot"));
    bench.commit();
    bench.command("pre-commit", "pages").arg("install").output().expect("pre-commit runs");
    bench.write("docs/en/tea.md", "# Tea\n\nIt takes 3 minutes.\n");
    bench.write("docs/de/tea.md", "# Tee\n\nEr braucht 3 Minuten.\n");
    let (taken, said) = bench.commit();
    assert!(taken && said.contains("Passed"), "{said}");
    bench.write("docs/de/tea.md", "# Tee\n\nEr braucht 3 Minuten [hier](https://example.org/tee).\n");
    bench.write("docs/en/tea.md", "# Tea\n\nIt takes 3 minutes [here](https://example.org/tea).\n");
    let (taken, said) = bench.commit();
    assert!(!taken && said.contains("docs/de/tea.md") && !said.contains("soup"), "{said}");
}
