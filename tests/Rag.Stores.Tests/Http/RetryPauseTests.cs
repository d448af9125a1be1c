using Rag.Stores.Http;

namespace Rag.Stores.Tests.Http;

public sealed class RetryPauseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After", "7", 7_000)]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("Retry-After", "1.5", 1_500)]
    [InlineData("Retry-After", "-3", 0)]
    [InlineData("Retry-After", "99999999999", 86_400_000)]
    [InlineData("retry-after-ms", "250", 250)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 12:00:30 GMT", 30_000)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    public void What_a_server_asks_for_is_understood_in_every_form(string name, string value, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Asked(name, value));

    [Theory]
    [InlineData("Retry-After", "soon")]
    [InlineData("Retry-After", "NaN")]
    [InlineData("X-Other", "1")]
    public void What_cannot_be_understood_is_nothing(string name, string value) => Assert.Null(Asked(name, value));

    [Fact]
    public void Pauses_double_up_to_a_bound_and_chance_takes_up_to_half()
    {
        TimeSpan longest = TimeSpan.FromSeconds(1);
        Assert.Equal(
            [200, 400, 800, 1_000, 1_000],
            Enumerable.Range(1, 5).Select(attempt => RetryPause.Jittered(attempt, 0, longest).TotalMilliseconds));
        Assert.Equal(100, RetryPause.Jittered(1, 1, longest).TotalMilliseconds);
    }

    private static TimeSpan? Asked(string name, string value)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);
        return RetryPause.Asked(response.Headers, Now);
    }
}
