using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class InfosessionAnnouncementMapping : IEntityTypeConfiguration<InfosessionAnnouncement>
{
    public void Configure(EntityTypeBuilder<InfosessionAnnouncement> builder)
    {
        builder.ToTable("infosession_announcements");
        builder.HasKey(a => a.Branch);
        builder.HasOne<Branch>().WithMany().HasForeignKey(a => a.Branch).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.By).OnDelete(DeleteBehavior.Restrict);
    }
}
