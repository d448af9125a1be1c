namespace Orleans.Runtime;

/// <summary>A piece of state that a grain gets in its constructor; it is read before the grain's first call.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public interface IPersistentState<TState> : Core.IStorage<TState>;
