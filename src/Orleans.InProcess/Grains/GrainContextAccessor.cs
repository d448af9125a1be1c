using Orleans.Runtime;

namespace Orleans.InProcess;

/// <inheritdoc cref="IGrainContextAccessor"/>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => Activation.Current!;
}
