using Rag.Grains.Interfaces;
using Rag.Pipeline.Retrieval;

namespace Rag.Grains.Queries;

/// <summary>
/// What a search may do where nothing can embed its text: the vectors of a collection came from outside, and the
/// question came without one. Beside other collections such a one is searched by keywords, and the answer says so.
/// </summary>
internal static class QuestionVectors
{
    /// <summary>The request as it can be carried out: hybrid becomes keyword where no collection has an embedding
    /// model, and what needs a vector is refused.</summary>
    public static Outcome<RetrievalRequest> Complete(RetrievalRequest request)
    {
        if (request.Vector is not null) return request;
        if (request.Targets.FirstOrDefault(target => target.Model.IsExternal) is not { } external) return request;
        string? member = request.Mode == RetrievalMode.Vector ? "'mode': 'vector'"
            : request.MinSimilarity is not null ? "'min_similarity'"
            : null;
        if (member is null)
        {
            return request.Targets.All(target => target.Model.IsExternal)
                ? request with { Mode = RetrievalMode.Keyword }
                : request;
        }

        return Failures.Invalid(
                $"{member} needs a vector of the question, and the embedding provider of the collection "
                + $"'{external.Index.Collection}' is 'external': send 'vector', or search by keyword.",
                "vector_required");
    }
}
