using System.Text.Json;
using Rag.ModelProviders.Connections;
using Rag.Pipeline;

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
    public string Name => name;

    public async Task<IReadOnlyList<double>> ScoreAsync(
        string question, IReadOnlyList<RerankCandidate> passages, CancellationToken cancellationToken)
    {
        // A cross-encoder reads each passage for itself, so scores of several requests compare.
        double[][] scores = await Task.WhenAll(passages.Chunk(batchSize).Select(batch => connection.CallAsync(
            ModelRequest.Post(uri, Body(question, batch)),
            answer => Read(answer, batch.Length),
            cancellationToken)));
        return [.. scores.SelectMany(batch => batch)];
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

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
