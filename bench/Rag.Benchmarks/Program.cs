using Rag.Benchmarks;
using Rag.Benchmarks.Load;
using Rag.Benchmarks.Quality;
using Rag.Benchmarks.Refusals;
using Rag.Benchmarks.Streams;
using Rag.Benchmarks.Suggestions;
using Rag.Benchmarks.Vectors;

// Exit codes: 0 measured, 1 the service or the data failed, 2 misuse.
try
{
    CommandLine line = CommandLine.Parse(args);
    switch (line.Kind)
    {
        case "quality":
            await QualityBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "load":
            await LoadBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "vectors":
            await VectorBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "suggest":
            await SuggestBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "refusals":
            await RefusalBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "streams":
            await StreamsBenchmark.RunAsync(line, Console.Out);
            return 0;
        case "help":
            Console.WriteLine(CommandLine.Usage);
            return 0;
        default:
            throw new CommandLineException($"'{line.Kind}' is no benchmark.");
    }
}
catch (CommandLineException exception)
{
    await Console.Error.WriteLineAsync($"bench: {exception.Message}\n\n{CommandLine.Usage}");
    return 2;
}
catch (Exception exception) when (exception is HttpRequestException or IOException or BenchmarkException)
{
    await Console.Error.WriteLineAsync($"bench: {exception.Message}");
    return 1;
}
