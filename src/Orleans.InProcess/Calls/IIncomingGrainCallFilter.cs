namespace Orleans;

/// <summary>
/// Runs around every call of a grain, inside its turn. A grain class that implements it filters its own calls.
/// </summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs around one call.</summary>
    /// <param name="context">The call; invoke it to go on.</param>
    /// <returns>When the call is done.</returns>
    Task Invoke(IIncomingGrainCallContext context);
}
