namespace Orleans.Storage;

/// <summary>
/// Where grain states are kept; registered as a keyed singleton under its name. A write or clear whose ETag is not the
/// stored
/// one must be refused with <see cref="InconsistentStateException"/>.
/// </summary>
public interface IGrainStorage
{
    /// <summary>
    /// Reads a state into <paramref name="grainState"/>; without a record, an empty state and no ETag.
    /// </summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state in its grain class.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">Takes state, ETag and whether there is a record.</param>
    /// <returns>When it is read.</returns>
    Task ReadStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state and puts its new ETag into <paramref name="grainState"/>.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state in its grain class.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state with the ETag that was read.</param>
    /// <returns>When it is written.</returns>
    Task WriteStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes a state and empties <paramref name="grainState"/>.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state in its grain class.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state with the ETag that was read.</param>
    /// <returns>When it is removed.</returns>
    Task ClearStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);
}
