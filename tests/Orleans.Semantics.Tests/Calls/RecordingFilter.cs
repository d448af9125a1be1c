namespace Orleans.Semantics.Tests.Calls;

/// <summary>Changes the result of one method and leaves all others alone.</summary>
internal sealed class RecordingFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName == nameof(ICallGrain.BeFiltered) && context.Grain is CallGrain)
        {
            string? className = context.ImplementationMethod.DeclaringType?.Name;
            context.Result = $"{context.Result} of {className} {context.TargetId}";
        }
    }
}
