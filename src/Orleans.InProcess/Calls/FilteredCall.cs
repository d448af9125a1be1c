using System.Reflection;
using Orleans.Runtime;

namespace Orleans.InProcess;

/// <summary>Runs one call through the filters of the silo, then those of the grain, then the grain's method.</summary>
internal sealed class FilteredCall(Activation target, GrainCall call, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    private int _nextFilter;

    public object Grain => target.GrainInstance!;

    public GrainId? SourceId => call.SourceId;

    public GrainId TargetId => call.TargetId;

    public string MethodName => call.Method.Info.Name;

    public MethodInfo InterfaceMethod => call.Method.Info;

    public MethodInfo ImplementationMethod => FindImplementation();

    public IGrainContext TargetContext => target;

    public object? Result { get; set; }

    /// <summary>Runs the call and sets its outcome.</summary>
    public async Task RunAsync()
    {
        await Invoke();
        call.CompleteWithValue(Result);
    }

    public async Task Invoke()
    {
        int filter = _nextFilter++;
        if (filter < filters.Length)
        {
            await filters[filter].Invoke(this);
        }
        else if (filter == filters.Length && Grain is IIncomingGrainCallFilter own)
        {
            await own.Invoke(this);
        }
        else
        {
            Task method = call.InvokeAsync(Grain);
            await method;
            Result = call.ReadResult(method);
        }
    }

    private MethodInfo FindImplementation()
    {
        InterfaceMapping map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
    }
}
