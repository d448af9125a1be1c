using System.Diagnostics;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>
/// Makes a grain's call a part of its caller's trace: the caller's activity travels with the call, and the callee runs
/// inside an activity of its own below it, if anybody listens.
/// </summary>
internal sealed class ActivityPropagation : IIncomingGrainCallFilter
{
    private const string ParentKey = "traceparent";

    private static readonly ActivitySource Source = new("Microsoft.Orleans.Application");

    /// <summary>The data that travel with a call of the running code.</summary>
    public static Dictionary<string, object>? AddParent(Dictionary<string, object>? data) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id }
            ? new Dictionary<string, object>(data ?? []) { [ParentKey] = id }
            : data;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ActivityContext.TryParse(
            RequestContext.Get(ParentKey) as string, null, isRemote: true, out ActivityContext parent);
        using Activity? activity = Source.StartActivity(
            $"{context.InterfaceMethod.DeclaringType?.Name}/{context.MethodName}", ActivityKind.Server, parent);
        await context.Invoke();
    }
}
