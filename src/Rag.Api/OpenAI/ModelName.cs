using Rag.Api.Errors;
using Rag.Grains.Interfaces;

namespace Rag.Api.OpenAI;

/// <summary>A collection as a model: <c>rag/&lt;collection&gt;</c>.</summary>
internal static class ModelName
{
    private const string Prefix = "rag/";

    /// <summary>The name of a collection's model.</summary>
    public static string Of(string collection) => Prefix + collection;

    /// <summary>The collection; a failure says what a name looks like.</summary>
    public static CollectionName? Read(string? model, out Failure? failure)
    {
        failure = null;
        if (string.IsNullOrEmpty(model))
        {
            failure = ApiFailures.Malformed(
                "'model' is missing; send 'rag/' and the name of a collection, as listed by /v1/models.",
                "missing_required_parameter");
            return null;
        }

        if (model.StartsWith(Prefix, StringComparison.Ordinal)
            && CollectionName.TryParse(model[Prefix.Length..], out CollectionName name))
        {
            return name;
        }

        failure = ApiFailures.NotFound("model", model) with
        {
            Message = $"There is no model '{model}'; a model is 'rag/' and the name of a collection.",
        };
        return null;
    }
}
