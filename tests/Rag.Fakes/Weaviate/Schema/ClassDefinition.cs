using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rag.Fakes.Weaviate.Schema;

/// <summary>What a class is made for.</summary>
/// <param name="Name">Its first letter is in upper case.</param>
internal sealed partial record ClassDefinition(string Name)
{
    private static readonly string[] Distances = ["cosine", "dot", "l2-squared", "manhattan", "hamming"];

    public string? Description { get; init; }

    public string Distance { get; init; } = "cosine";

    public bool IndexNullState { get; init; }

    public bool IndexPropertyLength { get; init; }

    public bool IndexTimestamps { get; init; }

    public bool IsMultiTenant { get; init; }

    public bool AutoTenantCreation { get; init; }

    public bool AutoTenantActivation { get; init; }

    /// <summary>The name under which vectors are kept; <see langword="null"/> for the unnamed one. Only classes that
    /// nobody made have a name here.</summary>
    public string? VectorName { get; init; }

    public IReadOnlyList<PropertyDefinition> Properties { get; init; } = [];

    /// <summary>Whether the server knows how to compare by the distance. A class of which it does not is refused, and
    /// exists all the same.</summary>
    public bool HasDistance => Distances.Contains(Distance);

    public PropertyDefinition? Find(string name) => Properties.FirstOrDefault(property => property.Name == name);

    public ClassDefinition With(PropertyDefinition property)
    {
        bool isTaken = Properties.Any(other =>
            string.Equals(other.Name, property.Name, StringComparison.OrdinalIgnoreCase));
        return isTaken
            ? throw WeaviateFailure.OfSchema(
                $"class \"{Name}\": conflict for property \"{property.Name}\": already in use or provided multiple " +
                "times")
            : this with { Properties = [.. Properties, property] };
    }

    public static ClassDefinition Read(JsonObject json)
    {
        string given = WeaviateCall.Text(json, "class") ?? "";
        string name = UpperFirst(given);
        if (name.Length > 255)
        {
            throw WeaviateFailure.OfSchema(
                $"'{name}' is not a valid class name. Name should not be longer than 255 characters");
        }

        if (!NamePattern().IsMatch(name)) throw WeaviateFailure.OfSchema($"'{name}' is not a valid class name");
        string vectorizer = WeaviateCall.Text(json, "vectorizer") ?? "none";
        if (vectorizer != "none")
            throw WeaviateFailure.OfSchema($"vectorizer: no module with name \"{vectorizer}\" present");
        var index = json["invertedIndexConfig"] as JsonObject;
        var tenancy = json["multiTenancyConfig"] as JsonObject;
        var definition = new ClassDefinition(name)
        {
            Description = WeaviateCall.Text(json, "description"),
            Distance = json["vectorIndexConfig"]?["distance"]?.GetValue<string>() ?? "cosine",
            IndexNullState = WeaviateCall.Flag(index, "indexNullState"),
            IndexPropertyLength = WeaviateCall.Flag(index, "indexPropertyLength"),
            IndexTimestamps = WeaviateCall.Flag(index, "indexTimestamps"),
            IsMultiTenant = WeaviateCall.Flag(tenancy, "enabled"),
            AutoTenantCreation = WeaviateCall.Flag(tenancy, "autoTenantCreation"),
            AutoTenantActivation = WeaviateCall.Flag(tenancy, "autoTenantActivation"),
        };
        foreach (JsonNode? property in json["properties"] as JsonArray ?? [])
            definition = definition.With(PropertyDefinition.Read((JsonObject)property!));
        return definition;
    }

    public static string UpperFirst(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"\A[A-Z][_0-9A-Za-z]{0,254}\z")]
    private static partial Regex NamePattern();
}
