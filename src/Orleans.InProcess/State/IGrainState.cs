namespace Orleans;

/// <summary>A state on its way to or from storage.</summary>
/// <typeparam name="T">The type of the state.</typeparam>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>The version in storage; <see langword="null"/> if there is no record.</summary>
    string? ETag { get; set; }

    /// <summary>Whether storage has a record.</summary>
    bool RecordExists { get; set; }
}
