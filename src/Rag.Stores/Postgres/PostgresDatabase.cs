using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres;

/// <summary>
/// The one way to PostgreSQL: a pool of connections, and the rule of what is tried again. Everything that runs here is
/// idempotent, so a lost connection, after which nobody knows whether a commit arrived, is answered by doing it again.
/// </summary>
internal sealed partial class PostgresDatabase : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;
    private readonly int _maxAttempts;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgresDatabase> _logger;

    /// <summary>Makes the pool; nothing is opened before the first use.</summary>
    public PostgresDatabase(
        IOptions<PostgresOptions> options,
        TimeProvider time,
        ILogger<PostgresDatabase> logger,
        ILoggerFactory loggers)
    {
        _source = Build(options.Value, loggers);
        _maxAttempts = options.Value.MaxAttempts;
        _time = time;
        _logger = logger;
    }

    /// <summary>Host and database, without the password: for messages.</summary>
    public string Place { get => field ??= PlaceOf(_source.ConnectionString); }

    /// <summary>Runs statements of which each is complete in itself, on a connection of the pool.</summary>
    /// <param name="what">What is being done, for the message of a failure: <c>reading a blob</c>.</param>
    /// <param name="run">The statements; may run several times.</param>
    /// <param name="cancellationToken">Cancels; a statement under way is cancelled at the server too.</param>
    /// <exception cref="StoreException">It failed, after all attempts.</exception>
    public async Task<T> RunAsync<T>(
        string what, Func<PostgresSession, Task<T>> run, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
                return await run(new PostgresSession(connection, cancellationToken));
            }
            catch (Exception exception) when (PostgresFailure.IsOutside(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == _maxAttempts || !PostgresFailure.IsWorthRepeating(exception))
                    throw PostgresFailure.From(exception, what);
                Repeating(_logger, exception, what, attempt);
            }

            await Task.Delay(DelayAfter(attempt), _time, cancellationToken);
        }
    }

    /// <summary>Runs statements in one transaction, all of them or none.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task<T> WriteAsync<T>(
        string what, Func<PostgresSession, Task<T>> run, CancellationToken cancellationToken) =>
        RunAsync(
            what,
            async session =>
            {
                await using NpgsqlTransaction transaction =
                    await session.Connection.BeginTransactionAsync(session.Token);
                T result = await run(session);
                // Cancelling a commit would leave it open whether it happened.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            },
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Build(PostgresOptions options, ILoggerFactory loggers)
    {
        NpgsqlConnectionStringBuilder settings = Parse(options.ConnectionString);
        SetUnlessGiven(settings, "Command Timeout", (int)options.CommandTimeout.TotalSeconds);
        SetUnlessGiven(settings, "Timeout", (int)options.ConnectTimeout.TotalSeconds);
        SetUnlessGiven(settings, "Maximum Pool Size", options.MaxConnections);
        SetUnlessGiven(settings, "Application Name", "rag");
        // Keep-alives find a connection whose other end is gone without a word (a fail-over, a firewall).
        SetUnlessGiven(settings, "Keepalive", 30);
        // Compiling a plan takes longer than most of our statements run.
        SetUnlessGiven(settings, "Options", "-c jit=off");
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build();
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The text holds a password: it is not repeated.
            throw new StoreException(
                "invalid_configuration",
                $"Rag:Postgres:ConnectionString is not a connection string: {exception.Message} "
                + "Write it as Host=…;Database=…;Username=…;Password=….",
                isTransient: false);
        }
    }

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ContainsKey(key) || !settings.ShouldSerialize(key)) settings[key] = value;
    }

    private static string PlaceOf(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{settings.Host}:{settings.Port}/{settings.Database}";
    }

    private static TimeSpan DelayAfter(int attempt) =>
        FirstDelay * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Repeating {What} on PostgreSQL after attempt {Attempt}")]
    private static partial void Repeating(ILogger logger, Exception exception, string what, int attempt);
}
