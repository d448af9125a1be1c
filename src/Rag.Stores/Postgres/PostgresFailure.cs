using System.Net.Sockets;
using Npgsql;
using Rag.Pipeline;

namespace Rag.Stores.Postgres;

/// <summary>What the failures of PostgreSQL and of the way to it mean to callers.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether an exception is one of the outside world rather than a bug of ours.</summary>
    public static bool IsOutside(Exception exception) =>
        exception is NpgsqlException or IOException or SocketException or TimeoutException
        // What Npgsql throws where a pool was cleared, or a connection broke, between two steps of a command.
        || (exception is ObjectDisposedException or InvalidOperationException
            && exception.TargetSite?.DeclaringType?.Assembly == typeof(NpgsqlException).Assembly);

    /// <summary>Whether the same statements may succeed when they are sent again at once.</summary>
    /// <remarks>A command that timed out is not: it would only take as long again.</remarks>
    public static bool IsWorthRepeating(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException postgres => postgres.IsTransient || IsRace(postgres),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>The failure as callers see it.</summary>
    /// <param name="exception">What Npgsql said.</param>
    /// <param name="what">What was being done, for instance <c>publishing a document</c>.</param>
    public static StoreException From(Exception exception, string what) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => new StoreException(
            "disk_full", $"PostgreSQL has no space left while {what}: {full.MessageText}", true, exception),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } damage =>
            new StoreException(
                "corrupt",
                $"PostgreSQL reports damage while {what}: {damage.MessageText}. Restore it from a backup.",
                false,
                exception),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => TooSlow(what, exception),
        PostgresException postgres => new StoreException(
            "unavailable",
            $"PostgreSQL failed while {what}: {postgres.MessageText} ({postgres.SqlState}).",
            IsWorthRepeating(postgres) || postgres.IsTransient,
            exception),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => TooSlow(what, exception),
        _ => new StoreException(
            "unavailable",
            $"PostgreSQL could not be reached while {what}: {exception.Message} Check that it runs, and "
            + "Rag:Postgres:ConnectionString.",
            true,
            exception),
    };

    /// <summary>Failures of two statements that met, which the second attempt does not repeat.</summary>
    private static bool IsRace(PostgresException exception) => exception.SqlState is
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
        or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;

    private static StoreException TooSlow(string what, Exception cause) => new(
        "unavailable",
        $"PostgreSQL took longer than Rag:Postgres:CommandTimeout while {what}. Try again later, or raise it.",
        true,
        cause);
}
