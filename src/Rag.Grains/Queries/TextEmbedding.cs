using Rag.Grains.Budgets;
using Rag.Grains.Interfaces;
using Rag.Pipeline.Models;
using Rag.Pipeline.Usage;

namespace Rag.Grains.Queries;

/// <summary>Embeds texts with the model of a collection.</summary>
internal sealed class TextEmbedding(
    TextEmbedder embedder, SpendEstimator estimator, SpendingLimits spending)
{
    private const int MaxTexts = 2_048;

    /// <summary>
    /// The vectors, or why there are none: a text that the model would cut is refused, as OpenAI does.
    /// </summary>
    public async Task<Outcome<EmbeddingResult>> EmbedAsync(
        IGrainFactory grains, TenantId tenant, EmbeddingRequest request, CancellationToken cancellationToken)
    {
        if (Check(request.Texts) is { } problem) return Failures.Invalid(problem);
        Outcome<SearchTicket> admission =
            await grains.Collection(tenant, request.Collection).AdmitSearchAsync(cancellationToken);
        if (admission.Failed(out Failure? refused, out SearchTicket? ticket)) return refused;
        EmbeddingChoice choice = ticket.Embedding;
        var model = new EmbeddingModelId(choice.Provider!, choice.Model!, choice.Dimensions!.Value);
        if (model.IsExternal)
        {
            return Failures.Invalid(
                $"The collection '{ticket.Collection}' gets its vectors from outside; it has no model to embed with.");
        }

        if (request.Dimensions is { } wanted && wanted != model.Dimensions)
        {
            return Failures.Invalid(
                $"'dimensions' is {wanted}; the vectors of the collection '{ticket.Collection}' have "
                + $"{model.Dimensions}. Leave it out.");
        }

        Outcome<SpendingAllowance> reserved = await spending.ReserveAsync(
            tenant, estimator.OfTexts(model, request.Texts), cancellationToken);
        if (reserved.Failed(out Failure? unpaid, out SpendingAllowance? allowance)) return unpaid;
        var tally = new UsageTally();
        try
        {
            EmbeddedTexts made = await embedder.EmbedAsync(
                model, request.Texts, request.AreQuestions, tally, cancellationToken);
            return made.CutIndex is { } index
                ? Failures.Invalid(
                    $"'input[{index}]' has {request.Texts[index].Length:N0} characters; the model reads the first "
                    + $"{made.KeptCharacters:N0} of them. Send shorter texts.",
                    "context_length_exceeded")
                : new EmbeddingResult(made.Vectors, made.Tokens, ticket.Limit);
        }
        finally
        {
            await spending.SettleAsync(allowance, tally.Entries);
        }
    }

    private static string? Check(IReadOnlyList<string> texts)
    {
        if (texts.Count is < 1 or > MaxTexts) return $"'input' has {texts.Count:N0} texts; it takes 1..{MaxTexts:N0}.";
        for (int i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i])) return $"'input[{i}]' is empty; send some text.";
        }

        return null;
    }
}
