namespace Orleans.Core;

/// <summary>A piece of a grain's state and its place in storage.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state; never <see langword="null"/> after it was read unless it was set so.</summary>
    TState State { get; set; }
}
