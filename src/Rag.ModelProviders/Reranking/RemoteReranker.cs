using System.Text.Json;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;
using Rag.Pipeline.Prompting;
using Rag.Pipeline.Usage;

namespace Rag.ModelProviders.Reranking;

/// <summary>
/// A reranking model on a server. Servers answer in the order of the scores: every score is put back to its passage,
/// and an answer that leaves one out or names one twice is refused. Thread-safe.
/// </summary>
/// <param name="name">The name that selects it.</param>
/// <param name="dialect">How its server speaks.</param>
/// <param name="model">The model to name in requests; <see langword="null"/> for none.</param>
/// <param name="batchSize">Most passages in one request.</param>
/// <param name="uri">Where to ask.</param>
/// <param name="connection">The way there.</param>
internal sealed class RemoteReranker(
    string name, RerankDialect dialect, string? model, int batchSize, Uri uri, ModelConnection connection)
    : IReranker, IDisposable
{
    /// <summary>Of Cohere's search: so many passages, and a longer one counts as several.</summary>
    private const int PassagesPerSearch = 100;

    public string Name => name;

    /// <summary>As prices and usage name it.</summary>
    private string BilledAs => model is null ? name : $"{name}/{model}";

    public ModelUsage? Estimate(long questionTokens, int passages, long passageTokens)
    {
        if (!dialect.BillsSearches)
        {
            // A cross-encoder reads the question with every passage.
            long tokens = (questionTokens * passages) + passageTokens;
            return new ModelUsage(BilledAs, ModelRole.Reranking, tokens, 0, tokens, IsBuiltIn: false);
        }

        long searches = (passages + PassagesPerSearch - 1) / PassagesPerSearch;
        return new ModelUsage(BilledAs, ModelRole.Reranking, 0, 0, 0, IsBuiltIn: false)
        {
            SearchUnits = searches, EstimatedSearchUnits = searches,
        };
    }

    public async Task<IReadOnlyList<double>> ScoreAsync(
        string question,
        IReadOnlyList<RerankCandidate> passages,
        UsageTally usage,
        CancellationToken cancellationToken)
    {
        RerankCandidate[][] batches = [.. passages.Chunk(batchSize)];
        var used = new ModelUsage?[batches.Length];
        try
        {
            // A cross-encoder reads each passage for itself, so scores of several requests compare.
            double[][] scores = await Task.WhenAll(batches.Select((batch, i) => connection.CallAsync(
                ModelRequest.Post(uri, Body(question, batch)),
                answer =>
                {
                    // What cannot be used is billed all the same.
                    used[i] = UsageOf(answer, question, batch);
                    return Read(answer, batch.Length);
                },
                cancellationToken)));
            return [.. scores.SelectMany(batch => batch)];
        }
        finally
        {
            ModelUsage[] known = [.. used.OfType<ModelUsage>()];
            if (known.Length > 0) usage.Add(Sum(known));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private ModelUsage UsageOf(JsonElement answer, string question, RerankCandidate[] passages)
    {
        ModelUsage estimate = Estimate(
            TokenEstimate.Of(question),
            passages.Length,
            passages.Sum(static passage => (long)TokenEstimate.Of(passage.Text)))!;
        return dialect.ReadUsage(answer) is not { } said ? estimate
            : dialect.BillsSearches ? estimate with { SearchUnits = said, EstimatedSearchUnits = 0 }
            : estimate with { InputTokens = said, EstimatedTokens = 0 };
    }

    private static ModelUsage Sum(ModelUsage[] batches) => batches[0] with
    {
        InputTokens = batches.Sum(batch => batch.InputTokens),
        EstimatedTokens = batches.Sum(batch => batch.EstimatedTokens),
        SearchUnits = batches.Sum(batch => batch.SearchUnits),
        EstimatedSearchUnits = batches.Sum(batch => batch.EstimatedSearchUnits),
    };

    private byte[] Body(string question, RerankCandidate[] passages) => JsonBody.Write(json =>
    {
        if (model is not null) json.WriteString("model", model);
        json.WriteString("query", question);
        json.WriteStartArray(dialect.Passages);
        foreach (RerankCandidate passage in passages) json.WriteStringValue(passage.Text);
        json.WriteEndArray();
        // Without it a long passage fails the whole request; the beginning of one is enough to judge it.
        if (dialect.Results is null) json.WriteBoolean("truncate", true);
    });

    private double[] Read(JsonElement answer, int count)
    {
        double[] scores = new double[count];
        Array.Fill(scores, double.NaN);
        foreach ((int index, double score) in dialect.Read(answer))
        {
            if (index < 0 || index >= count || !double.IsNaN(scores[index]))
                throw Unusable($"scored the passage {index} of {count}, which is out of range or there twice");
            if (!double.IsFinite(score)) throw Unusable("answered a score that is not a finite number");
            scores[index] = score;
        }

        int missing = scores.Count(double.IsNaN);
        return missing == 0 ? scores : throw Unusable($"left out {missing} of {count} passages");
    }

    private ModelException Unusable(string what) =>
        new("provider_error", $"The reranker '{name}' {what}.", isTransient: false);
}
