using Microsoft.Extensions.Options;
using Rag.Pipeline;

namespace Rag.Grains.Collections;

/// <summary>Refuses to start with a default store that is not there: no collection could be made without naming
/// another.</summary>
internal sealed class CollectionStoreValidator(IVectorStores stores) : IValidateOptions<CollectionOptions>
{
    public ValidateOptionsResult Validate(string? name, CollectionOptions options) =>
        stores.TryGet(options.Store, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Collections:Store is '{options.Store}', which is not configured; configured are "
                + $"{string.Join(", ", stores.Names)}. Choose one of them, or set the address or key of the other.");
}
