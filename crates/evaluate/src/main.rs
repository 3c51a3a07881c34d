fn main() -> std::process::ExitCode {
    unglue_run::main(unglue_evaluate::command)
}
