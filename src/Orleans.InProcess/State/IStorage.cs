namespace Orleans.Core;

/// <summary>A piece of a grain's state and its place in storage.</summary>
public interface IStorage
{
    /// <summary>The version that was last read or written; <see langword="null"/> if there is no record.</summary>
    string? Etag { get; }

    /// <summary>Whether storage has a record.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record and starts over with an empty state.</summary>
    /// <returns>When it is removed.</returns>
    Task ClearStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    /// <param name="cancellationToken">Gives up waiting where the provider can; the outcome is unknown then.</param>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <summary>Writes the state, if storage still has the version that was read.</summary>
    /// <returns>When it is written.</returns>
    Task WriteStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    /// <param name="cancellationToken">Gives up waiting where the provider can; the outcome is unknown then.</param>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>Reads the state again; unwritten changes are lost.</summary>
    /// <returns>When it is read.</returns>
    Task ReadStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    /// <param name="cancellationToken">Gives up waiting where the provider can; the outcome is unknown then.</param>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
