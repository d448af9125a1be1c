using Rag.Pipeline.Parsing.Isolation;

// Libraries walk trees by recursion; a deep one should meet the host's time and memory limits before the stack's end.
const int StackSizeBytes = 256 * 1024 * 1024;

using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
var thread = new Thread(() => ParserLoop.Run(input, output, IsolatedParsers.Create), StackSizeBytes);
thread.Start();
thread.Join();
