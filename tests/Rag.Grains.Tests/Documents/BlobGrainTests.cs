using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Grains.Interfaces;
using Rag.Pipeline;

namespace Rag.Grains.Tests.Documents;

public sealed class BlobGrainTests
{
    [Fact]
    public async Task A_store_that_fails_where_no_outcome_can_say_so_fails_as_callers_know_it()
    {
        await using RagHost away = await StartAsync(isTransient: true);
        await using RagHost broken = await StartAsync(isTransient: false);

        OrleansException retryable = await Assert.ThrowsAsync<OrleansException>(() => DiscardAsync(away));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DiscardAsync(broken));

        Assert.Equal("The store is away.", retryable.Message);
    }

    private static Task<RagHost> StartAsync(bool isTransient) => RagHost.StartAsync(
        services => services.Replace(ServiceDescriptor.Singleton<IBlobStore>(new FailingBlobs(isTransient))));

    private static Task DiscardAsync(RagHost rag) =>
        rag.Grains.Blob(TenantId.Default, Guid.NewGuid().ToString("n")).DiscardAsync(default);

    private sealed class FailingBlobs(bool isTransient) : IBlobStore
    {
        public Task WriteAsync(BlobId blob, long offset, ReadOnlyMemory<byte> block, CancellationToken token) =>
            throw Failure();

        public Task<BlobDescription> CompleteAsync(BlobId blob, CancellationToken token) => throw Failure();

        public Task<Stream> OpenReadAsync(BlobId blob, CancellationToken token) => throw Failure();

        public Task DeleteAsync(BlobId blob, CancellationToken token) => throw Failure();

        public Task<int> DeleteAbandonedAsync(DateTimeOffset begunBefore, CancellationToken token) =>
            Task.FromResult(0);

        private StoreException Failure() => new("unavailable", "The store is away.", isTransient);
    }
}
