namespace Orleans.Runtime;

/// <summary>
/// Values that travel with a call to the callee and on to its callees, never back. Values must be immutable.
/// </summary>
public static class RequestContext
{
    // The dictionary is never changed once it is here: it is shared with the calls that were made meanwhile.
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>Reads a value.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The value; <see langword="null"/> if none is set.</returns>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that the running code makes from here on.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    public static void Set(string key, object value) =>
        Values.Value = new Dictionary<string, object>(Values.Value ?? []) { [key] = value };

    /// <summary>Takes a value away.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>Whether it was set.</returns>
    public static bool Remove(string key)
    {
        if (Values.Value?.ContainsKey(key) is not true)
            return false;

        var rest = new Dictionary<string, object>(Values.Value);
        rest.Remove(key);
        Values.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear()
    {
        if (Values.Value is not null)
            Values.Value = null;
    }
}
