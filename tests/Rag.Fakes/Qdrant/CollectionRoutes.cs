using System.Text.Json;

namespace Rag.Fakes.Qdrant;

/// <summary>The requests about collections, indexes and aliases.</summary>
internal sealed class CollectionRoutes(QdrantState state, TimeProvider clock)
{
    public object Create(string name, JsonElement body)
    {
        state.Create(name, CollectionConfig.Parse(body));
        return true;
    }

    public object Update(string name, JsonElement body)
    {
        QdrantCollection collection = state.Get(name);
        collection.Config.Update(body);
        collection.Strict = new StrictMode(collection.Config.StrictMode, clock);
        return true;
    }

    public object List() => new { collections = state.Names.Select(name => new { name }).ToList() };

    public object Aliases(string? collection) => new
    {
        aliases = state.Aliases
            .Where(pair => collection is null || pair.Value == collection)
            .Select(pair => new { alias_name = pair.Key, collection_name = pair.Value })
            .ToList(),
    };

    /// <summary>One action after the other: what came before a bad one stays.</summary>
    public object ChangeAliases(JsonElement body)
    {
        foreach (JsonElement action in body.List("actions") ?? throw Refusal.Format("missing field `actions`"))
        {
            if (action.Member("create_alias") is { } create)
                state.CreateAlias(Need(create, "alias_name"), Need(create, "collection_name"));
            else if (action.Member("delete_alias") is { } delete)
                state.DeleteAlias(Need(delete, "alias_name"));
            else if (action.Member("rename_alias") is { } rename)
                state.RenameAlias(Need(rename, "old_alias_name"), Need(rename, "new_alias_name"));
            else
                throw Refusal.NoVariant("AliasOperations");
        }

        return true;
    }

    public static Action CreateIndex(QdrantCollection collection, JsonElement body)
    {
        string field = Need(body, "field_name");
        if (body.Member("field_schema") is not { } schema)
        {
            throw Refusal.Bad(
                "Can't auto-detect field type, please specify `field_schema` in the request");
        }

        FieldIndex index = FieldIndex.Parse(schema.Clone());
        _ = PayloadPath.Parse(field);
        if (collection.Indexes.Of(field) is null) collection.Strict.CheckIndexes(collection.Indexes.Count);
        return () =>
        {
            collection.NextOperation();
            collection.Indexes.Set(field, index);
        };
    }

    private static string Need(JsonElement json, string name) =>
        json.Text(name) ?? throw Refusal.Format($"missing field `{name}`");
}
