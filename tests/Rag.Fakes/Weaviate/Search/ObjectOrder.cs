using System.Text.Json;
using System.Text.Json.Nodes;
using Rag.Fakes.Weaviate.Objects;

namespace Rag.Fakes.Weaviate.Search;

/// <summary>Sorting by a property; what has none comes first.</summary>
internal static class ObjectOrder
{
    public static IEnumerable<StoredObject> By(IEnumerable<StoredObject> objects, string property, bool descending)
    {
        IOrderedEnumerable<StoredObject> numbered = descending
            ? objects.OrderByDescending(stored => Number(stored.Properties[property]))
            : objects.OrderBy(stored => Number(stored.Properties[property]));
        return descending
            ? numbered.ThenByDescending(stored => Text(stored.Properties[property]), StringComparer.Ordinal)
            : numbered.ThenBy(stored => Text(stored.Properties[property]), StringComparer.Ordinal);
    }

    private static double Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : double.NegativeInfinity;

    private static string Text(JsonNode? value) => value?.ToString() ?? "";
}
