using System.Diagnostics.Metrics;
using Rag.Pipeline.Answering;
using Rag.Pipeline.Retrieval;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Queries;

/// <summary>What a silo tells of searches and answers.</summary>
public sealed class QueryMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Rag.Queries";

    private readonly Counter<long> _answers;
    private readonly Counter<long> _cache;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _retrieval;
    private readonly Histogram<double> _model;

    /// <summary>Creates the instruments.</summary>
    public QueryMeter(IMeterFactory meters)
    {
        Meter meter = meters.Create(Name);
        _answers = meter.CreateCounter<long>("rag.answers", "{answer}", "Answers given, by outcome.");
        _cache = meter.CreateCounter<long>(
            "rag.answer.cache", "{answer}", "Answers looked for among those that are kept, by result.");
        _failures = meter.CreateCounter<long>(
            "rag.query.failures", "{failure}", "Searches and answers that failed, by code.");
        _tokens = meter.CreateCounter<long>("rag.tokens", "{token}", "Tokens used, by kind.");
        _duration = meter.CreateHistogram<double>("rag.query.duration", "s", "Question to whole answer.");
        _retrieval = meter.CreateHistogram<double>(
            "rag.retrieval.duration", "s", "Both legs, fusion and reading passages.");
        _model = meter.CreateHistogram<double>("rag.model.duration", "s", "Chat model, call to last token.");
    }

    /// <summary>A retrieval has ended.</summary>
    public void Retrieved(RetrievalResult result) => _retrieval.Record(result.RetrieveTime.TotalSeconds);

    /// <summary>An answer has ended.</summary>
    public void Answered(CompletedAnswer answer)
    {
        _answers.Add(
            1, new KeyValuePair<string, object?>("outcome", answer.NoAnswerReason is null ? "answered" : "abstained"));
        if (answer.Cache is { } result) _cache.Add(1, new KeyValuePair<string, object?>("result", NameOf(result)));
        _duration.Record(answer.TotalTime.TotalSeconds);
        _retrieval.Record(answer.RetrieveTime.TotalSeconds);
        if (answer.GenerateTime is { } generation) _model.Record(generation.TotalSeconds);
        foreach (ModelUsage usage in answer.Usage)
        {
            Count(
                usage.Role switch
                {
                    ModelRole.Chat => "prompt",
                    ModelRole.Embedding => "embedding",
                    _ => "rerank",
                },
                usage.InputTokens);
            Count("completion", usage.OutputTokens);
        }
    }

    /// <summary>A search or an answer has failed.</summary>
    public void Failed(string code) => _failures.Add(1, new KeyValuePair<string, object?>("code", code));

    private static string NameOf(CacheResult result) => result switch
    {
        CacheResult.Hit => "hit",
        CacheResult.Shared => "shared",
        CacheResult.Similar => "similar",
        _ => "miss",
    };

    private void Count(string kind, long tokens)
    {
        if (tokens > 0) _tokens.Add(tokens, new KeyValuePair<string, object?>("kind", kind));
    }
}
