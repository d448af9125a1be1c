namespace Orleans;

/// <summary>A filter as a function.</summary>
/// <param name="context">The call; invoke it to go on.</param>
/// <returns>When the call is done.</returns>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
