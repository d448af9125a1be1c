using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.InProcess;

/// <summary>
/// One state of one activation. Storage errors that are not Orleans' own are wrapped, as Orleans does.
/// </summary>
internal sealed class PersistentState<TState>(Activation activation, string name, IGrainStorage storage)
    : IPersistentState<TState>, IPersistentStateReader
{
    private readonly GrainState<TState> _record = new(EmptyState<TState>.Create());

    public TState State
    {
        get
        {
            Activation.RequireCurrent();
            return _record.State!;
        }

        set
        {
            Activation.RequireCurrent();
            _record.State = value;
        }
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public Task ReadStateAsync()
    {
        Activation.RequireCurrent();
        return RunAsync("read", static (storage, name, grain, record) => storage.ReadStateAsync(name, grain, record));
    }

    public Task WriteStateAsync()
    {
        Activation.RequireCurrent();
        return RunAsync("write", static (storage, name, grain, record) => storage.WriteStateAsync(name, grain, record));
    }

    public Task ClearStateAsync()
    {
        Activation.RequireCurrent();
        return RunAsync("clear", static (storage, name, grain, record) => storage.ClearStateAsync(name, grain, record));
    }

    public Task ReadOnActivationAsync() => ReadStateAsync();

    private async Task RunAsync(string what, Func<IGrainStorage, string, GrainId, IGrainState<TState>, Task> operation)
    {
        try
        {
            await operation(storage, name, activation.GrainId, _record);
        }
        catch (Exception failure) when (failure is not OrleansException)
        {
            throw new OrleansException(
                $"Storage {storage.GetType().Name} failed to {what} state \"{name}\" of grain {activation.GrainId}: "
                + failure.Message,
                failure);
        }
    }
}
