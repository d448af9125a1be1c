using System.Globalization;

namespace Rag.Benchmarks;

/// <summary>What was asked for: a kind, an optional folder, and options that each take a value.</summary>
internal sealed class CommandLine
{
    /// <summary>The text of <c>./rag bench help</c>.</summary>
    public const string Usage = """
        usage: ./rag bench quality DIR [options]
               ./rag bench refusals DIR [options]
               ./rag bench load [options]
               ./rag bench vectors SET [options]
               ./rag bench suggest [options]
               ./rag bench streams [options]

        both
          --url URL                    a running service (else ./rag starts one of its own)
          --collection-settings JSON   members of the collection to create, e.g. '{"chunking":{"size":800}}'
          --mode MODE[,MODE]           hybrid, vector, keyword, or all (quality: all; load: vector,hybrid)

        quality: DIR holds corpus.jsonl, queries.jsonl and qrels.tsv, or questions.jsonl and corpora/
          --top-k N                    hits asked for a query (100)
          --search JSON                more members of each search, e.g. '{"rerank":true}'
          --runs DIR                   write the rankings as qid, docid, rank, score

        refusals: DIR as for quality; queries.jsonl may hold the right answers ("answers": [...])
          --others DIR[,DIR]           sets whose questions DIR does not answer
          --mode                       (hybrid)

        load
          --corpus DIR                 *.txt to upload and questions.json (else made up, always the same)
          --routes R[,R]               search, query, query/stream (all)
          --connections N[,N]          1,8,64
          --seconds N                  length of each measurement (6)
          --warmup N                   seconds of unmeasured load before each route (3)
          --top-k N                    4
          --client auto|wrk|builtin    wrk if it is installed
          --pid PID                    the service's process, for its memory

        vectors: SET.base.f32, SET.query.f32 and SET.gt.i32 hold vectors, queries and the ten nearest of each
          --dimensions N               length of a vector (384)
          --settle N                   rounds of 10 s while the index is built (6)
          --shares N[,N]               percentages of the vectors that match the filter (100,10,1)
          --collection NAME            the collection: measured if it is there, else loaded; kept (a new one, deleted)
          --connections, --seconds, --pid as above

        suggest: types the beginnings of made-up titles and headings, some with a slip
          --chunks N                   passages of the collection (100,000)
          --requests N                 (2,000)
          --pid as above

        streams: what the service adds to the stream of a fake model, and what open streams cost
          --model URL                  with --url: the fake of OpenAI's models that the service asks
          --streams N[,N]              1,64
          --rounds N                   turns of each, the model alone and through the service (5)
          --tokens N                   tokens of an answer (32)
          --token-milliseconds N       the model's pause before each (20)
          --open N[,N]                 streams held open for their memory (250,1000)
          --hold N                     seconds that they are held (30)
          --seconds, --warmup, --corpus, --pid as above; --mode: one (hybrid)
        """;

    private static readonly HashSet<string> Known =
    [
        "url", "collection-settings", "mode", "top-k", "search", "runs", "corpus", "routes", "connections", "seconds",
        "warmup", "client", "pid", "dimensions", "settle", "chunks", "requests", "shares", "collection", "model",
        "streams", "rounds", "tokens", "token-milliseconds", "open", "hold", "others",
    ];

    private readonly Dictionary<string, string> _options = [];

    private CommandLine(string kind) => Kind = kind;

    /// <summary>The benchmark.</summary>
    public string Kind { get; }

    /// <summary>The folder, if one was named.</summary>
    public string? Directory { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="CommandLineException">An argument is unknown or has no value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new(arguments.Count == 0 ? "help" : arguments[0]);
        for (int i = 1; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                line.Directory = line.Directory is null
                    ? arguments[i]
                    : throw new CommandLineException($"'{arguments[i]}' is one folder too many.");
                continue;
            }

            string name = arguments[i][2..];
            if (!Known.Contains(name)) throw new CommandLineException($"'--{name}' is no option.");
            if (++i == arguments.Count) throw new CommandLineException($"'--{name}' needs a value.");
            line._options[name] = arguments[i];
        }

        return line;
    }

    /// <summary>An option's value, or the default.</summary>
    public string? Text(string name, string? otherwise = null) => _options.GetValueOrDefault(name, otherwise!);

    /// <summary>An option's value as a positive whole number, or the default.</summary>
    public int Number(string name, int otherwise) =>
        _options.TryGetValue(name, out string? text) ? ParseNumber(name, text) : otherwise;

    /// <summary>An option's values as positive whole numbers, or the default.</summary>
    public IReadOnlyList<int> Numbers(string name, IReadOnlyList<int> otherwise) =>
        _options.TryGetValue(name, out string? text)
            ? [.. text.Split(',').Select(part => ParseNumber(name, part))]
            : otherwise;

    /// <summary>An option's values, each one of those allowed; <c>all</c> for every one.</summary>
    public IReadOnlyList<string> Choices(
        string name, IReadOnlyList<string> allowed, IReadOnlyList<string> otherwise)
    {
        if (!_options.TryGetValue(name, out string? text)) return otherwise;
        if (text == "all") return allowed;
        string[] chosen = text.Split(',');
        return chosen.FirstOrDefault(choice => !allowed.Contains(choice)) is { } wrong
            ? throw new CommandLineException($"'--{name}' has '{wrong}', not {string.Join(", ", allowed)} or all.")
            : chosen;
    }

    private static int ParseNumber(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new CommandLineException($"'--{name}' has '{text}'; it must be a positive whole number.");
}
