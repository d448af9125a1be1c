namespace Orleans.InProcess;

/// <summary>Makes a filter of a function.</summary>
internal sealed class DelegateGrainCallFilter(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}
