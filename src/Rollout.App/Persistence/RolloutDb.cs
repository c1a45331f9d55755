using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Persistence;

/// <summary>The database context. One model, on SQLite or PostgreSQL.</summary>
public abstract class RolloutDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<RolloutSettings> Rollouts => Set<RolloutSettings>();
    public DbSet<Branch> Branches => Set<Branch>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Ambassador> Ambassadors => Set<Ambassador>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Credit> Credits => Set<Credit>();
    public DbSet<CreditMove> CreditMoves => Set<CreditMove>();
    public DbSet<Candidate> Candidates => Set<Candidate>();
    public DbSet<Claim> Claims => Set<Claim>();
    public DbSet<CreditReview> CreditReviews => Set<CreditReview>();
    public DbSet<Confirmation> Confirmations => Set<Confirmation>();
    public DbSet<Season> Seasons => Set<Season>();
    public DbSet<SeasonTerm> SeasonTerms => Set<SeasonTerm>();
    public DbSet<ShareText> ShareTexts => Set<ShareText>();
    public DbSet<ProfileEvidence> ProfileEvidence => Set<ProfileEvidence>();
    public DbSet<Spotlight> Spotlights => Set<Spotlight>();
    public DbSet<Tip> Tips => Set<Tip>();
    public DbSet<AmbassadorQuestion> AmbassadorQuestions => Set<AmbassadorQuestion>();
    public DbSet<ProfileDefinition> ProfileDefinitions => Set<ProfileDefinition>();
    public DbSet<SignInCode> SignInCodes => Set<SignInCode>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<CompanyAccount> CompanyAccounts => Set<CompanyAccount>();
    public DbSet<AccessCard> AccessCards => Set<AccessCard>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<UsedChallenge> UsedChallenges => Set<UsedChallenge>();
    public DbSet<FailedSignIn> FailedSignIns => Set<FailedSignIn>();
    public DbSet<Wave> Waves => Set<Wave>();
    public DbSet<Launch> Launches => Set<Launch>();
    public DbSet<ReadinessCheck> ReadinessChecks => Set<ReadinessCheck>();
    public DbSet<KickOff> KickOffs => Set<KickOff>();
    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();
    public DbSet<Checklist> Checklists => Set<Checklist>();
    public DbSet<WaveEvent> WaveEvents => Set<WaveEvent>();
    public DbSet<WeekStep> WeekSteps => Set<WeekStep>();
    public DbSet<Deputy> Deputies => Set<Deputy>();
    public DbSet<WaveAnnouncement> WaveAnnouncement => Set<WaveAnnouncement>();
    public DbSet<Phase> Phases => Set<Phase>();
    public DbSet<SignOff> SignOffs => Set<SignOff>();
    public DbSet<RollCall> RollCalls => Set<RollCall>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Topic> Topics => Set<Topic>();
    public DbSet<TopicContent> TopicContents => Set<TopicContent>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<MaterialPart> MaterialParts => Set<MaterialPart>();
    public DbSet<MaterialFile> MaterialFiles => Set<MaterialFile>();
    public DbSet<Infosession> Infosessions => Set<Infosession>();
    public DbSet<Registration> Registrations => Set<Registration>();
    public DbSet<WarmUpAnswer> WarmUpAnswers => Set<WarmUpAnswer>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<SeatHold> SeatHolds => Set<SeatHold>();
    public DbSet<KeyUser> KeyUsers => Set<KeyUser>();
    public DbSet<Finding> Findings => Set<Finding>();
    public DbSet<FeedbackAsk> FeedbackAsks => Set<FeedbackAsk>();
    public DbSet<FeedbackScore> FeedbackScores => Set<FeedbackScore>();
    public DbSet<FeedbackText> FeedbackTexts => Set<FeedbackText>();
    public DbSet<QueuePriorityOverride> QueuePriorityOverride => Set<QueuePriorityOverride>();
    public DbSet<InfosessionAnnouncement> InfosessionAnnouncements => Set<InfosessionAnnouncement>();
    public DbSet<NudgeRule> NudgeRules => Set<NudgeRule>();
    public DbSet<NudgeRun> NudgeRuns => Set<NudgeRun>();
    public DbSet<NudgeOptOut> NudgeOptOuts => Set<NudgeOptOut>();
    public DbSet<NudgeBranchPause> NudgeBranchPauses => Set<NudgeBranchPause>();
    public DbSet<NudgeAnswer> NudgeAnswers => Set<NudgeAnswer>();
    public DbSet<Activity> Activity => Set<Activity>();
    public DbSet<ActiveWeek> ActiveWeeks => Set<ActiveWeek>();
    public DbSet<ActivityReport> ActivityReports => Set<ActivityReport>();
    public DbSet<PlatformAccount> PlatformAccounts => Set<PlatformAccount>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<ParticipationSum> ParticipationSums => Set<ParticipationSum>();
    public DbSet<BriefReader> BriefReaders => Set<BriefReader>();
    public DbSet<PublishedFigure> PublishedFigures => Set<PublishedFigure>();
    public DbSet<DirectorStep> DirectorSteps => Set<DirectorStep>();
    public DbSet<GraphFetch> GraphFetches => Set<GraphFetch>();
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();
    public DbSet<MailReport> MailReports => Set<MailReport>();

    /// <summary>Whether it is SQLite. Only this folder and what operates the database may ask; see <see cref="Locks"/>.</summary>
    public abstract bool IsSqlite { get; }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RolloutDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.FindProperty("Version")?.IsConcurrencyToken = true;
        }

        if (!IsSqlite)
        {
            modelBuilder.Entity<Person>().Property(p => p.SortName).UseCollation("C"); // byte by byte, as SQLite compares
        }

        SnakeCase.Apply(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(30);
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>().HaveMaxLength(10);
        configurationBuilder.Properties<LocalTime>().HaveConversion<LocalTimeConverter>().HaveMaxLength(8);
        configurationBuilder.Properties<LocalDateTime>().HaveConversion<LocalDateTimeConverter>().HaveMaxLength(19);
        configurationBuilder.Properties<DateTimeZone>().HaveConversion<ZoneConverter>().HaveMaxLength(50);
        IdConverter.ConfigureAll(configurationBuilder);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CountVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await RefreshPersonKeys.OfMovedBranchesAsync(this, CountVersions(), cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private List<EntityEntry> CountVersions()
    {
        var modified = ChangeTracker.Entries().Where(e => e.State == EntityState.Modified).ToList();
        foreach (var entry in modified)
        {
            if (entry.Metadata.FindProperty("Version") is not null)
            {
                var version = entry.Property("Version");
                version.CurrentValue = (int)version.OriginalValue! + 1;
            }
        }

        return modified;
    }
}

/// <summary>The embedded database: one file beside the application.</summary>
public sealed class SqliteRolloutDb(DbContextOptions<SqliteRolloutDb> options) : RolloutDb(options)
{
    public override bool IsSqlite => true;
}

/// <summary>The database for installations that have outgrown one machine.</summary>
public sealed class PostgresRolloutDb(DbContextOptions<PostgresRolloutDb> options) : RolloutDb(options), IDataProtectionKeyContext
{
    public override bool IsSqlite => false;

    /// <summary>The keys of sign-ins and signed links, shared by all processes. With SQLite they are files in the data folder.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        base.OnModelCreating(modelBuilder);
    }
}
