using System.Buffers;

namespace Rag.Fakes.Qdrant;

/// <summary>All collections and aliases. One caller at a time.</summary>
internal sealed class QdrantState(TimeProvider clock)
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"/\\|?*\0\u001f");

    private readonly SortedDictionary<string, QdrantCollection> _collections = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _collections.Keys;

    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>The collection of a name or an alias.</summary>
    public QdrantCollection? Find(string name) =>
        _collections.GetValueOrDefault(_aliases.GetValueOrDefault(name) ?? name);

    /// <inheritdoc cref="Find"/>
    /// <exception cref="Refusal">404: there is none.</exception>
    public QdrantCollection Get(string name) =>
        Find(name) ?? throw Refusal.Missing($"Collection `{name}` doesn't exist!");

    public void Create(string name, CollectionConfig config)
    {
        CheckName(name);
        if (_collections.ContainsKey(name)) throw Refusal.Exists(name);
        if (_aliases.ContainsKey(name))
        {
            throw Refusal.Input(
                $"Can't create collection with name {name}. Alias with the same name already exists");
        }

        _collections[name] = new QdrantCollection(name, config, clock);
    }

    /// <summary>Whether there was a collection of that very name; an alias is no name.</summary>
    public bool Delete(string name)
    {
        foreach (string alias in _aliases.Where(pair => pair.Value == name).Select(pair => pair.Key).ToList())
            _aliases.Remove(alias);
        return _collections.Remove(name);
    }

    public void CreateAlias(string alias, string collection)
    {
        if (!_collections.ContainsKey(collection)) throw Refusal.Missing($"Collection `{collection}` doesn't exist!");
        if (_collections.ContainsKey(alias)) throw Refusal.Exists(alias);
        _aliases[alias] = collection;
    }

    public void DeleteAlias(string alias) => _aliases.Remove(alias);

    public void RenameAlias(string from, string to)
    {
        if (!_aliases.Remove(from, out string? collection))
            throw Refusal.Missing($"Alias {from} does not exists!");
        _aliases[to] = collection;
    }

    private static void CheckName(string name)
    {
        if (name == "..") throw new Refusal(500, "Service internal error: the name cannot be a directory");
        int at = name.AsSpan().IndexOfAny(Forbidden);
        string? problem = name.Length is < 1 or > 255
            ? $"value \"{name}\" invalid, must be from 1 to 255 characters"
            : at >= 0 ? $"collection name cannot contain \"{name[at]}\" char" : null;
        if (problem is not null)
            throw new Refusal(422, $"Validation error in path parameters: [collection_name: {problem}]");
    }
}
